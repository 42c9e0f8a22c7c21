"""Sends three datagrams in a row: their borders stay. The third is longer than the server asks for."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for text in ('hello', 'big', 'much too long'):
    sock.sendto(text.encode(), ('127.0.0.1', PORT))
sock.close()
