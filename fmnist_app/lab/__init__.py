"""The training service: jobs, queue and records; knows no Streamlit and no TensorFlow.

The worker process imports `lab.child` alone, so nothing is gathered here.
"""
