# Sub-applications, mounted under paths of one site.
import sys

import pond
import shed

import picoweb

site = picoweb.WebApp(__name__)
site.mount("/shed", shed.app)
site.mount("/pond", pond.app)


@site.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("<a href='shed'>shed</a> or <a href='pond'>pond</a>")


site.run(debug=True, lazy_init=True, port=int(sys.argv[1]))
