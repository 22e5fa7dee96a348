# Greenhouse, chapter 07, exercise 2: a folder with an index page.

from app import Files, app

Files("static/manual", cache={"": "no-cache"}, index="start.html").at(app, "/manual/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
