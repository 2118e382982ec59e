"""What a build server wants of a check: gates with an exit code, JUnit, SARIF, annotations, settings, a baseline."""
