<#-- What NOTICE is made of: the build fills in the libraries that are shipped, in app/target/NOTICE, and compares the two. -->
Reelstore
Copyright 2026 The Reelstore authors

This product is licensed under the Apache License, Version 2.0 (see LICENSE).

The modules depend on the libraries below, and the command line ships them. Each is under the licence named; none is changed.
SQLite itself, which sqlite-jdbc holds, is in the public domain.
<#list licenseMap as entry>

${entry.key}
  <#list entry.value as library>
  ${library.groupId}:${library.artifactId}
  </#list>
</#list>
