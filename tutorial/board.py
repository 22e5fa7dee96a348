# Joins the WiFi, then serves the app.py that was copied onto the board.
# Start it from the PC: mpremote run tutorial/board.py

import network
from app import app

NAME = "the name of your WiFi"
PASSWORD = "its password"

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect(NAME, PASSWORD)
while not wlan.isconnected():
    pass  # a few seconds; for ever if the name or the password is wrong

print("Open http://%s:8081/" % wlan.ifconfig()[0])
# "0.0.0.0" means: answer the whole network, not this machine alone.
app.run(host="0.0.0.0", port=8081)
