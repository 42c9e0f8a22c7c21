"""Sends and receives in strict turns, as a tutorial does: turns.py PORT NAME [COUNT]"""
import socket, sys

port, name = int(sys.argv[1]), sys.argv[2]
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(('127.0.0.1', port))
heard = b''


def hear():
    global heard
    data = sock.recv(1024)
    if not data:
        sys.exit('the host closed')
    heard += data


last = b''
for number in range(int(sys.argv[3]) if len(sys.argv) > 3 else 20):
    last = f'{name} {number}'.encode('utf-8')
    sock.send(last)
    hear()
# Sent at once, the next could become one message with the last: a stream knows no boundaries.
while last not in heard:
    hear()
sock.send('拜拜'.encode('utf-8'))
heard += sock.makefile('rb').read()
print(heard.decode('utf-8'), end='', flush=True)
sock.close()
