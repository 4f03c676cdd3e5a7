#compdef keepuntil
# zsh reads what bash completes; the first completion of a session loads it.
autoload -U +X bashcompinit && bashcompinit
. @COMPLETION@
_bash_complete -o default -F _complete_keepuntil
