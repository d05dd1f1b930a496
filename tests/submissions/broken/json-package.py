{"name": "predict", "version": "1.0.0"}
