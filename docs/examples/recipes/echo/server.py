"""Sends back what it receives, one client after the other."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for clients', flush=True)

while True:
    client, address = server.accept()
    while data := client.recv(1024):    # b'' ends the loop: this client is done
        client.sendall(data)
    client.close()
