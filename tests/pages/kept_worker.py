"""One training process for the tests of all pages: it takes longer to load than most of them."""

from fmnist_app.lab.commands import Climb, Export, Train
from fmnist_app.lab.events import Message, Ready, StateChanged
from fmnist_app.lab.executor import Callbacks, ProcessExecutor


class KeptWorker:
    """Makes executors that are, one after the other, the same real process."""

    def __init__(self):
        self._process = None

    def make(self, callbacks):
        """The executor of a service: the process that is there, or a new one."""
        if self._process is None or self._process.is_gone:
            self._process = Process()
        return self._process.lend(callbacks)

    def close(self):
        if self._process is not None:
            self._process.end()


class Process:
    """A real one, and the executor that a service has of it at the time."""

    def __init__(self):
        self.is_gone, self._is_ready, self._lent = False, False, None
        self._real = ProcessExecutor(Callbacks(self._files, self._hear, self._keep, self._end))

    def lend(self, callbacks):
        assert self._lent is None, "one service at a time has the worker"
        self._lent = Lent(self, callbacks)
        if self._is_ready:
            callbacks.on_event(Message("", Ready()))
        return self._lent

    def send(self, command):
        self._real.send(command)

    def take_back(self, lent):
        """From a service that is closed; a process that is at work for it ends, as any would."""
        if lent is self._lent:
            self._lent = None
            if lent.at_work:
                self.end()

    def end(self):
        self.is_gone, self._lent = True, None
        self._real.close()

    def _files(self, run):
        return self._lent.callbacks.files(run) if self._lent else {}

    def _hear(self, message):
        self._is_ready = self._is_ready or isinstance(message.event, Ready)
        if lent := self._lent:
            if isinstance(message.event, StateChanged):
                lent.at_work.discard(message.run)
            lent.callbacks.on_event(message)

    def _keep(self, run, file, path):
        if lent := self._lent:
            lent.callbacks.on_file(run, file, path)

    def _end(self, _, why):
        self.is_gone = True
        if lent := self._lent:
            self._lent = None
            lent.callbacks.on_exit(lent, why)


class Lent:
    """The executor of one service, for as long as that is open."""

    def __init__(self, process, callbacks):
        self.callbacks, self.at_work = callbacks, set()
        self._process = process

    def send(self, command):
        if isinstance(command, Train | Climb | Export):
            self.at_work.add(command.run)
        self._process.send(command)

    def close(self):
        self._process.take_back(self)
