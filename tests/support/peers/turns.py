"""Sends and receives in strict turns, as a tutorial does: turns.py PORT NAME [COUNT]"""
import socket, sys

port, name = int(sys.argv[1]), sys.argv[2]
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', port))
for number in range(int(sys.argv[3]) if len(sys.argv) > 3 else 20):
    sock.send(f'{name} {number}'.encode('utf-8'))
    data = sock.recv(1024)
    if not data:
        sys.exit('the host closed')
    print(data.decode('utf-8'), end='', flush=True)
sock.send('拜拜'.encode('utf-8'))
print(sock.makefile('rb').read().decode('utf-8'), end='', flush=True)
sock.close()
