import socket

sock = socket.create_connection(('127.0.0.1', 8888))
sock.send('Hello from six lines of Python!'.encode())
while data := sock.recv(1024):
    print(data.decode(), end='', flush=True)
