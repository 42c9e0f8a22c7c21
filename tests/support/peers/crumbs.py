"""Runs a script to whose streams every byte comes alone: crumbs.py SCRIPT [PARAMETER]..."""
import runpy, socket, sys


class Crumbs(socket.socket):
    def recv(self, size, *flags):
        return super().recv(1 if self.type == socket.SOCK_STREAM else size, *flags)

    def recv_into(self, buffer, size=0, *flags):
        if self.type == socket.SOCK_STREAM:
            buffer, size = memoryview(buffer)[:1], 0
        return super().recv_into(buffer, size, *flags)


socket.socket = Crumbs
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')
