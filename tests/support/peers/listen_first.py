"""Receives before it sends, as a client of a server that speaks first: listen_first.py PORT"""
import socket, sys

sock = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
print(sock.recv(1024).decode('utf-8'), end='', flush=True)
sock.sendall('你好\r\n'.encode('gb18030'))
print(sock.recv(1024).decode('utf-8'), end='', flush=True)
sock.close()
