"""A member that says something and then crashes with its connection reset: crash.py PORT"""
import json, os, socket, struct, sys, uuid

sock = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
for header in ({'type': 'hello', 'v': 1, 'nick': 'Crasher', 'device': uuid.uuid4().hex},
               {'type': 'say', 'id': '1', 'text': 'I am about to crash'}):
    data = json.dumps(header).encode()
    sock.sendall(struct.pack('<i', len(data)) + data)
while b'"accepted"' not in sock.recv(65536):
    pass
sock.sendall(struct.pack('<i', 500) + b'{"type":"say","id":"2","te')
os.abort()
