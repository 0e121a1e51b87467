# shellcheck shell=bash
# A suite that says what a test wants it to. The script that reads this has set files, build and folder.
# shellcheck disable=SC2154,SC2016,SC2034

passing='printf "{\"check\":\"%s\",\"findings\":[],\"fault\":null,\"interleavings\":0,\"exhausted\":false,\"notes\":[],\"replay\":\"\"}\n" "$check"'

# A stage of its own, where the suite is the shell script on standard input; $check is set in it.
fake_suite() {
  export LOCKSTEP_STAGE=$files/stage
  mkdir -p "$LOCKSTEP_STAGE/$folder"
  ln -sfn "$build/stage/lib" "$LOCKSTEP_STAGE/lib"
  ln -sfn "$build/stage/tools" "$LOCKSTEP_STAGE/tools"
  ln -sfn "$build/stage/library" "$LOCKSTEP_STAGE/library"
  ln -sf "$build/stage/$folder/entry.o" "$LOCKSTEP_STAGE/$folder/entry.o"
  ln -sfn "$build/stage/$folder/include" "$LOCKSTEP_STAGE/$folder/include"
  {
    printf '#!/bin/bash\nset -u\nfiles=%q\n' "$files"
    printf 'setup=$(cat)\ncheck=$(sed "s/.*\\"check\\":\\"\\([^\\"]*\\)\\".*/\\1/" <<<"$setup")\n'
    cat
  } >"$LOCKSTEP_STAGE/$folder/suite.new"
  chmod +x "$LOCKSTEP_STAGE/$folder/suite.new"
  mv "$LOCKSTEP_STAGE/$folder/suite.new" "$LOCKSTEP_STAGE/$folder/suite"
}
