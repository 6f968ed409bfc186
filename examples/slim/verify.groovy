// The build of Reelstore runs this after the example and checks that it read the video back and that docs/embedding.md lists the class path.
def printed = new File(basedir, 'build.log').getText('UTF-8') =~
        /(?m)^(projects\/[0-9a-f-]{36}\/videos\/[0-9a-f-]{36}[.]mp4): (\d+) bytes$/
assert printed.find()
def sample = new File(basedir, 'media/dusk.mp4')
assert printed.group(2) as long == sample.length()
assert new File(basedir, 'reelstore-data/media/' + printed.group(1)).bytes == sample.bytes

def onClassPath = (new File(basedir, 'target/tree').text =~ /- [\w.-]+:([\w.-]+):jar:/).collect { it[1] }
def table = (new File(embedding).getText('UTF-8') =~ /(?s)<!-- The class path of examples\/slim[^\n]*\n(.*?)\n\n/)[0][1]
def named = (table =~ /`([\w.-]+)`/).collect { it[1] }
assert onClassPath.toSorted() == named.toSorted()
