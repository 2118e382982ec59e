"""The built wheel, installed into a clean environment, checks a draft from another directory: rules and model came along."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_rules_and_model(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT)], check=True, capture_output=True, timeout=300)
    wheel = next(wheels.glob("*.whl"))
    # The dependencies are those of the environment that runs the tests: what is new is the wheel itself.
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, system_site_packages=False)
    site = next((home / "lib").glob("python*/site-packages")) if (home / "lib").is_dir() else home / "Lib" / "site-packages"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)], check=True, capture_output=True, timeout=300)
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "omgeving.pth").write_text(packages + "\n", "utf8")
    python = next(p for p in (home / "bin" / "python", home / "Scripts" / "python.exe") if p.exists())
    code = "import amorecheck, amorecheck.cli; print(amorecheck.__file__); amorecheck.cli.run()"
    done = subprocess.run([str(python), "-c", code, "check", str(ROOT / "sample_visies" / "zwak-veldrade.docx")], capture_output=True, text=True, encoding="utf8", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stdout.splitlines()[0]
    assert "Oordeel" in done.stdout
