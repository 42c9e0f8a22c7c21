"""Reads late and in pieces: what was sent in three goes arrives as it likes."""
import socket
import sys
import time

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
SIZE = int(sys.argv[2]) if len(sys.argv) > 2 else 10

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
time.sleep(0.5)                         # busy with something else
while data := client.recv(SIZE):
    print('recv returned', data)
client.close()
server.close()
