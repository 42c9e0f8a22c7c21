"""Knows nothing but sendto and recvfrom, in strict turns: turns_udp.py PORT NAME"""
import socket, sys

host, name = ('127.0.0.1', int(sys.argv[1])), sys.argv[2]
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for number in range(20):
    sock.sendto(f'{name} {number}'.encode('gbk'), host)
    data, address = sock.recvfrom(1024)
    print(data.decode('utf-8'), end='', flush=True)
sock.sendto(b'exit', host)
while not data.startswith(('您断开了连接.'.encode('utf-8'), b'You left')):
    data, address = sock.recvfrom(1024)
    print(data.decode('utf-8'), end='', flush=True)
