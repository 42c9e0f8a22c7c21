"""Greets the first client and ends."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


def receive(sock, count):
    """recv returns at most what was asked for, and often less: half a word, or half of a character."""
    data = b''
    while len(data) < count and (chunk := sock.recv(count - len(data))):
        data += chunk
    return data.decode()


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()      # stands still until somebody connects
print('connected:', address)
client.sendall('zaima'.encode())
print('received:', receive(client, len(b'hello')))
client.sendall('gun'.encode())
client.close()
server.close()
