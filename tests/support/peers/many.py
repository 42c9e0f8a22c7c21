"""Thirty members on as many threads, who wait for each other's words: many.py PORT"""
import json, socket, struct, sys, threading, uuid

MEMBERS = 30
port = int(sys.argv[1])
logs = []
all_here = threading.Barrier(MEMBERS)


def member(number):
    sock = socket.create_connection(('127.0.0.1', port))
    frames = sock.makefile('rb')

    def send(**header):
        data = json.dumps(header).encode()
        sock.sendall(struct.pack('<i', len(data)) + data)

    def receive():
        return json.loads(frames.read(struct.unpack('<i', frames.read(4))[0]))

    send(type='hello', v=1, nick=f'thread {number}', device=uuid.uuid4().hex)
    while receive()['type'] != 'welcome':
        pass
    all_here.wait()
    send(type='say', id='1', text=f'thread {number}')
    heard = []
    while len(heard) < MEMBERS:
        frame = receive()
        if frame['type'] == 'event' and frame['kind'] == 'message':
            heard.append(frame['text'])
    logs.append(heard)
    all_here.wait()
    send(type='bye')
    while frames.read(4096):
        pass


threads = [threading.Thread(target=member, args=(number,), daemon=True) for number in range(MEMBERS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(30)
assert len(logs) == MEMBERS, f'{len(logs)} finished'
assert all(log == logs[0] for log in logs), 'not everybody heard the same'
print('all heard the same')
