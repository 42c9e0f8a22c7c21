"""Sends a datagram whose sender names port 0, as only forgers do: python3 port_zero.py PORT. Needs root."""
import socket
import struct
import sys

port = int(sys.argv[1])
payload = b'from nowhere'
sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
sock.sendto(struct.pack('!HHHH', 0, port, 8 + len(payload), 0) + payload, ('127.0.0.1', 0))
print('sent', flush=True)
