"""Sends three lines and prints what comes back."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
for text in ('hello', '你好', 'bye'):
    sock.sendall(text.encode())
    print(sock.recv(1024).decode())
sock.close()
