"""``python -m regiekaart``."""

import sys

from regiekaart.cli import main

sys.exit(main())
