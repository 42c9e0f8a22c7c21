import socket

room = ('127.0.0.1', 8888)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for text in ['Hello', 'over', 'UDP', 'exit']:
    sock.sendto(text.encode(), room)
    data, address = sock.recvfrom(1024)
    print(data.decode(), end='', flush=True)
