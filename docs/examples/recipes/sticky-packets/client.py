"""Sends three words in a row. TCP keeps their order and not their borders."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
sock.sendall('hello'.encode())
sock.sendall('big'.encode())
sock.sendall('pig'.encode())
sock.close()
