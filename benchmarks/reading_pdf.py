"""Time and memory of reading PDF, as a ratio to bare pdfplumber words on the same file in the same run.

    python benchmarks/reading_pdf.py [--pages 50] [--long 500] [FILE ...]

Without files it builds an invented draft of dense pages (about 4,800 characters each). Each measurement runs in
a process of its own, so that peak memory is that of the measurement. Target: ratio at most 1.15, time linear in
pages, memory under 400 MB at 500 pages.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PEAK = """
import json, sys, time
from pathlib import Path
def peak():
    try:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    except ImportError:
        import psutil
        return psutil.Process().memory_info().peak_wset / 2**20
path = Path(sys.argv[1])
"""
OURS = PEAK + """
from amorecheck.reading.pdf import read_pdf
start = time.perf_counter()
document = read_pdf(path)
print(json.dumps([time.perf_counter() - start, peak(), document.pages, len(document.text)]))
"""
THEIRS = PEAK + """
import pdfplumber
start = time.perf_counter()
count = 0
with pdfplumber.open(path) as pdf:
    pages = len(pdf.pages)
    for page in pdf.pages:
        count += sum(len(word["text"]) for word in page.extract_words(extra_attrs=["fontname", "size"]))
        page.close()
print(json.dumps([time.perf_counter() - start, peak(), pages, count]))
"""


def measure(code: str, path: Path) -> tuple[float, float, int, int]:
    """Seconds, peak megabytes, pages, characters."""
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, pages, characters = json.loads(done.stdout)
    return seconds, megabytes, pages, characters


def build(path: Path, pages: int) -> Path:
    """Dense pages of invented sentences, with headings, a header and a page number."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    sentences = [
        f"In wijk {number} van Waterrijk werken bewoners en professionals samen aan ontmoeting, zorg en gezondheid."
        for number in range(97)
    ]
    page = Canvas(str(path), pagesize=A4)
    at = 0
    for number in range(1, pages + 1):
        page.setFont("Helvetica", 8)
        page.drawString(60, 815, "Visie sociale basis Waterrijk")
        page.drawCentredString(300, 25, str(number))
        page.setFont("Helvetica-Bold", 14)
        page.drawString(60, 785, f"Wijk en dorp {number}")
        page.setFont("Helvetica", 9)
        y = 765.0
        while y > 60:
            text = " ".join(sentences[(at + step) % 97] for step in range(6))
            at += 5
            for line in simpleSplit(text, "Helvetica", 9, 475):
                page.drawString(60, y, line)
                y -= 11.5
            y -= 5
        page.showPage()
    page.save()
    return path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--pages", type=int, default=50)
    options.add_argument("--long", type=int, default=500)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = chosen.files or [build(Path(folder, "short.pdf"), chosen.pages)]
        for path in files:
            ours, theirs = measure(OURS, path), measure(THEIRS, path)
            print(
                f"{path.name}: {ours[2]} pages, amorecheck {ours[0] / ours[2] * 1000:.0f} ms/page, {ours[1]:.0f} MB; "
                f"pdfplumber words {theirs[0] / theirs[2] * 1000:.0f} ms/page, {theirs[1]:.0f} MB; ratio {ours[0] / theirs[0]:.2f}"
            )
        if not chosen.files:
            for pages in (chosen.long // 2, chosen.long):
                seconds, megabytes, _, characters = measure(OURS, build(Path(folder, "long.pdf"), pages))
                print(f"{pages} pages: {seconds:.1f} s ({seconds / pages * 1000:.0f} ms/page), {megabytes:.0f} MB, {characters} characters")


if __name__ == "__main__":
    main()
