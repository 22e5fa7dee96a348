# Chapter 04, exercise 2: a greeting in the visitor's language.

from app import app


@app.route("/hello", methods=["GET"])
async def hello(req, resp):
    language = req.headers.get(b"Accept-Language", b"en")
    if language.startswith(b"de"):
        return "Hallo aus dem Gewächshaus!"
    return "Hello from the greenhouse!"


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
