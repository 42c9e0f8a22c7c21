"""Sends nothing, and gets an answer to it."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(5)
for text in ('', 'hello', ''):
    sock.sendto(text.encode(), ('127.0.0.1', PORT))
    print('answer:', sock.recvfrom(1024)[0].decode())
sock.close()
