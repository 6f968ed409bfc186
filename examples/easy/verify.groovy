// The build of Reelstore runs this after the example and checks that it printed the project and stored its files.
def id = '[0-9a-f-]{36}'
def expected = [
        "  video  projects/$id/videos/${id}[.]mp4": 'dusk.mp4',
        "  image  projects/$id/images/${id}[.]png": 'dusk.png',
        "  en     projects/$id/audio/${id}[.]mp3" : 'en.mp3',
        "  vi     projects/$id/audio/${id}[.]mp3" : 'vi.mp3',
]
def printed = new File(basedir, 'build.log').readLines('UTF-8')
def line = printed.indexOf('Dusk')
assert line >= 0
for (one in expected) {
    line++
    assert printed[line] ==~ one.key
    def stored = new File(basedir, 'reelstore-data/media/' + printed[line].tokenize()[1])
    assert stored.bytes == new File(basedir, "media/$one.value").bytes
}
