<#-- The template of NOTICE: the build lists the shipped libraries in cli/target/NOTICE and compares the two. -->
Reelstore
Copyright 2026 The Reelstore authors

This product is licensed under the Apache License, Version 2.0 (see LICENSE).

The modules depend on the following libraries, and the command line ships them, unmodified, under the licenses named.
SQLite itself, which sqlite-jdbc contains, is in the public domain.
<#list licenseMap as entry>

${entry.key}
  <#list entry.value as library>
  ${library.groupId}:${library.artifactId}
  </#list>
</#list>
