"""Pictures as SVG that the server draws: shapes and classes, no style and no script in them."""
