import hashlib, json, os, socket, struct, sys, uuid

def send(sock, **header):
    data = json.dumps(header).encode()
    sock.sendall(struct.pack('<i', len(data)) + data)

with open(sys.argv[1], 'rb') as file:
    digest = hashlib.file_digest(file, 'sha256').hexdigest()
    sock = socket.create_connection(('127.0.0.1', 8888))
    send(sock, type='offer', nick='Monty', device=uuid.uuid4().hex, hash=digest,
         filename=os.path.basename(sys.argv[1]), total_size=os.path.getsize(sys.argv[1]))
    sock.sendfile(file, 0)
answer = sock.makefile('rb')
print(answer.read(struct.unpack('<i', answer.read(4))[0]).decode())
