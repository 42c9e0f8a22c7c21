import socket

sock = socket.create_connection(('127.0.0.1', 8888))
sock.sendall('Hello from six lines of Python!'.encode())
for line in sock.makefile(encoding='utf-8'):
    print(line, end='', flush=True)
