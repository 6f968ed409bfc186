@echo off
rem Runs Reelstore on Windows. Needs Java 17 or newer: JAVA_HOME, else the PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 ^
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dreelstore.launcher=%~f0" ^
  -cp "%~dp0lib\*" io.github.reelstore.cli.Main %*
