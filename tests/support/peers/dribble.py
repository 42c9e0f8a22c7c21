"""A member that sends one byte at a time: dribble.py PORT"""
import json, socket, struct, sys, uuid

sock = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
for header in ({'type': 'hello', 'v': 1, 'nick': 'Dribbler', 'device': uuid.uuid4().hex},
               {'type': 'say', 'id': '1', 'text': 'drop by drop ✓'},
               {'type': 'bye'}):
    data = json.dumps(header).encode()
    for byte in struct.pack('<i', len(data)) + data:
        sock.send(bytes([byte]))
while sock.recv(65536):
    pass
print('the host closed')
