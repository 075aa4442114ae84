"""Light DQM in Jupyter: the JupyterLab extension's files, and TypeScript notebooks in papermill."""

__version__ = "0.1.0"


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "@light-dqm/jupyterlab"}]
