"""nginx before our server, as an operator would put it there, on the server's core."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench.systems.process import OPEN_FILES, SERVER_CORE, on_core
from tests.support.served import free_ports

MISSING = "no nginx on the PATH: on Debian, apt install nginx-light"
CONFIG = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
worker_rlimit_nofile {files};
events {{ worker_connections {files}; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_set_header Host $http_host;
      proxy_read_timeout 1h;
    }}
  }}
}}
"""


class Proxy:
    """Listens on ``port``, and passes all on to the port behind it."""

    def __init__(self, behind: int) -> None:
        nginx = shutil.which("nginx", path="/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/sbin")
        nginx = shutil.which("nginx") or nginx
        if not nginx:
            raise FileNotFoundError(MISSING)
        self._folder = tempfile.TemporaryDirectory()
        (self.port,) = free_ports(1)
        config = Path(self._folder.name) / "nginx.conf"
        config.write_text(
            CONFIG.format(folder=self._folder.name, files=OPEN_FILES, port=self.port, behind=behind)
        )
        with on_core(SERVER_CORE):
            self._process = subprocess.Popen([nginx, "-c", config, "-p", self._folder.name])
        self.pid = self._process.pid
        while not (Path(self._folder.name) / "pid").exists():
            if self._process.poll() is not None:
                raise RuntimeError("nginx did not start")
            time.sleep(0.05)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()
