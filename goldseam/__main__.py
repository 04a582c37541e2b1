from goldseam.cli import main

raise SystemExit(main())
