"""Accepts and does not read: the buffers on both sides fill up. Enter lets it read."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
input('connected and not reading; Enter to read')
total = 0
while data := client.recv(65536):
    total += len(data)
print('\nread', total, 'bytes', flush=True)
client.close()
server.close()
