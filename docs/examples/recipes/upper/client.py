"""Two connections at once: the second is served while the first is still open."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

first = socket.create_connection(('127.0.0.1', PORT))
second = socket.create_connection(('127.0.0.1', PORT))
second.sendall('second, 你好'.encode())
print(second.recv(1024).decode())
first.sendall('first'.encode())
print(first.recv(1024).decode())
second.close()
first.close()
