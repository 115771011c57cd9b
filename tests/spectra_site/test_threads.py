"""Threads that work beside the event loop."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from spectra_site.threads import NICER, step_back


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows the niceness of a thread")
def test_a_thread_that_steps_back_is_nicer_than_the_one_that_started_it() -> None:
    ours = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    with ThreadPoolExecutor(1, initializer=step_back) as threads:
        its = threads.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        assert its.result() == min(ours + NICER, 19)
