"""Is greeted first, answers, and is sent away."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
print('received:', sock.recv(1024).decode())
sock.sendall('hello'.encode())
print('received:', sock.recv(1024).decode())
print('the end:', sock.recv(1024))     # b'' means: the other side closed
sock.close()
