# docker build -t fashion-mnist-lab .
# docker run --memory 2g -p 8501:8501 -v fashion-mnist-lab:/data fashion-mnist-lab
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# Debian's packages and Python's change less often than the app: each is a layer of its own.
RUN apt-get update \
    && apt-get install -y --no-install-recommends dataset-fashion-mnist \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt requirements.lock ./
RUN pip install -c requirements.lock -r requirements.txt

COPY . .

# Runs and verified arrays live in the volume, which belongs to the user that serves.
RUN useradd --system --uid 10001 --home-dir /data --create-home lab
USER lab
ENV FMNIST_HOME=/data/lab \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_BASE_URL_PATH=
VOLUME /data
EXPOSE 8501

# The first start also unpacks and verifies the data set.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import os, urllib.request as r; e = os.environ; b = e['STREAMLIT_SERVER_BASE_URL_PATH'].strip('/'); r.urlopen(f\"http://localhost:{e['STREAMLIT_SERVER_PORT']}{'/' + b if b else ''}/_stcore/health\").close()"]

CMD ["streamlit", "run", "streamlit_app.py"]
