# Completion of millrace's commands and options for bash: source this file.
# Written from the commands' help by CompletionTest, which says how to write it anew.

_millrace_options() {
  case "$1" in
    demo) echo "--output= --config= --printConfig --help" ;;
    curate) echo "--input= --splitBytes= --batchBytes= --maxRecordBytes= --maxBodyBytes= --noArchive= --skipStages= --blocklists= --minSoftWords= --languageModel= --minLanguageScore= --maxLanguageScore= --boilerplatePages= --boilerplateShare= --stageCounts= --keepDropped= --minContentProbability= --maxNesting= --knownSignatures= --representative= --nearDuplicates= --minSimilarity= --bands= --bandRows= --shingleWords= --maxBandDocuments= --convergenceRounds= --profiles= --shippedProfiles= --precisionWords= --minWords= --maxWords= --minStopWords= --maxSymbolsPerWord= --maxBulletLines= --maxEllipsisLines= --maxDuplicateLineCharacters= --filter= --overwrite --runId= --dryRun --output= --append --targetShardBytes= --rowGroupRows= --maxDeadLetterRatio= --config= --printConfig --help" ;;
    calibrate) echo "--input= --reference= --languageModel= --splitBytes= --passageTokens= --minPassages= --minCrawlDocuments= --tailFraction= --stopWordCutoff= --minStopWords= --minLanguageScore= --maxLanguageScore= --precisionLanguages= --minAffinity= --minWordCount= --maxPrecisionWords= --overwrite --runId= --dryRun --output= --append --targetShardBytes= --rowGroupRows= --maxDeadLetterRatio= --config= --printConfig --help" ;;
    identify) echo "--languageModel= --config= --printConfig --help" ;;
    evaluate-extraction) echo "--pages= --annotations= --warmUpSeconds= --config= --printConfig --help" ;;
    replay) echo "--data= --output= --stage= --config= --printConfig --help" ;;
    tokenizer) echo "--input= --vocabularySize= --specialToken= --minFrequency= --maxTokenBytes= --maxWordBytes= --maxWords= --languageMix= --mixture= --overwrite --runId= --dryRun --output= --config= --printConfig --help" ;;
    rebalance) echo "--overwrite --runId= --dryRun --output= --append --targetShardBytes= --rowGroupRows= --maxDeadLetterRatio= --input= --tokenBudget= --rehydrate= --maxWeight= --evaluationText= --evaluationWords= --takedown= --tokenizer= --validationFraction= --seed= --languageMix= --mixture= --config= --printConfig --help" ;;
    generations) echo "--data= --remove= --takedown= --config= --printConfig --help" ;;
    inspect) echo "--data= --document= --samples= --maxLanguages= --maxCellCharacters= --format= --config= --printConfig --help" ;;
    query) echo "--data= --sql= --format= --maxRows= --maxCellCharacters= --config= --printConfig --help" ;;
    train) echo "--data= --output= --overwrite --resume --devices= --deviceThreads= --stages= --virtualStages= --stageLayers= --replicas= --schedule= --retainedChunks= --extraWarmUp= --chunkTokens= --maxSequenceTokens= --globalBatchSequences= --readers= --steps= --warmUpSteps= --decaySteps= --learningRate= --weightDecay= --maxGradientNorm= --checkpointSteps= --keptCheckpoints= --validationSteps= --validationTokens= --deviceMemoryMebibytes= --onDivergence= --lossSpikeFactor= --maxSkippedSteps= --deviceTeraflops= --sampleLog= --trace= --layers= --width= --heads= --keyValueHeads= --feedForwardWidth= --head= --endpoint= --awsRegion= --scratch= --cacheMebibytes= --seed= --config= --printConfig --help" ;;
    plan) echo "--schedule= --stages= --virtualStages= --chunkTokens= --retainedChunks= --extraWarmUp= --groupOrder= --microBatches= --lengths= --data= --maxSequenceTokens= --globalBatchSequences= --batches= --forwardTime= --backwardTime= --weightTime= --linkTime= --layers= --width= --heads= --keyValueHeads= --feedForwardWidth= --head= --vocabularySize= --deviceGigaflops= --forwardLayerMicros= --backwardLayerMicros= --linkGigabytesPerSecond= --deviceMemoryMebibytes= --deviceMemoryTokens= --rows= --gantt --trace= --output= --config= --printConfig --help" ;;
    generate) echo "--checkpoint= --prompt= --maxTokens= --temperature= --topK= --seed= --tokenizer= --config= --printConfig --help" ;;
    export) echo "--checkpoint= --output= --tokenizer= --overwrite --config= --printConfig --help" ;;
  esac
}

_millrace_values() {
  case "$1 $2" in
    "curate --noArchive") echo "read leave_out" ;;
    "curate --skipStages") echo "url extract language dedup boilerplate quality repair redact" ;;
    "curate --stageCounts") echo "true false" ;;
    "curate --keepDropped") echo "true false" ;;
    "curate --representative") echo "longest shortest latest earliest" ;;
    "curate --nearDuplicates") echo "true false" ;;
    "curate --shippedProfiles") echo "true false" ;;
    "tokenizer --languageMix") echo "natural alpha: unimax:" ;;
    "rebalance --rehydrate") echo "off table weights" ;;
    "rebalance --tokenizer") echo "bytes" ;;
    "rebalance --languageMix") echo "natural alpha: unimax:" ;;
    "inspect --format") echo "text json" ;;
    "query --format") echo "table csv json" ;;
    "train --schedule") echo "gpipe 1f1b interleaved zb-h1 state-aware-1f1b" ;;
    "train --onDivergence") echo "stop skip" ;;
    "train --head") echo "tied untied" ;;
    "plan --schedule") echo "gpipe 1f1b interleaved zb-h1 state-aware-1f1b" ;;
    "plan --groupOrder") echo "dependent-first standalone-first" ;;
    "plan --lengths") echo "INT,INT,..." ;;
    "plan --head") echo "tied untied" ;;
  esac
}

_millrace() {
  local word=$2 command=${COMP_WORDS[1]} option= values
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "demo curate calibrate identify evaluate-extraction replay tokenizer rebalance generations inspect query train plan generate export" -- "$word"))
    return
  fi
  if [ "${COMP_WORDS[COMP_CWORD]}" = "=" ]; then
    option=${COMP_WORDS[COMP_CWORD - 1]} word=
  elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = "=" ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [ -z "$option" ]; then
    COMPREPLY=($(compgen -W "$(_millrace_options "$command")" -- "$word"))
    case "${COMPREPLY[0]}" in *=) compopt -o nospace 2>/dev/null ;; esac
    return
  fi
  values=$(_millrace_values "$command" "$option")
  if [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$word"))
  else
    compopt -o filenames 2>/dev/null
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}

complete -F _millrace millrace
