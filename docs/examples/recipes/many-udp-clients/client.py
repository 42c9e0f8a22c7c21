"""Twenty clients at once, each with a port of its own, each gets its own answer."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

clients = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(20)]
for number, sock in enumerate(clients):
    sock.settimeout(5)
    sock.sendto(f'client {number}'.encode(), ('127.0.0.1', PORT))
for sock in clients:
    print(sock.recvfrom(1024)[0].decode())
    sock.close()
