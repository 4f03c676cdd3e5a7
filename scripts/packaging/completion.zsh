#compdef keepuntil
# zsh reads what bash completes; the first completion of a session loads it.
autoload -U +X bashcompinit && bashcompinit
# bash's way of saying that files are completed; zsh sees that itself
(( $+functions[compopt] )) || compopt() { : }
. @COMPLETION@
_bash_complete -o default -F _complete_keepuntil
