#include "app/cli/attention_files.h"

#include "app/cli/attention_request.h"
#include "app/cli/run_figures.h"
#include "core/io/attention_files.h"

namespace nie::cli {

void writeAttention(const AttentionMaps& maps, const AttentionSelection& selection,
                    const Json& facts, const std::filesystem::path& file,
                    const std::stop_token& stop)
{
    if (isFigure(file))
        drawFigure(attentionFigure(maps, selection, facts, stop), file);
    else if (file.extension() == ".npz")
        writeAttentionArrays(maps, selection, facts, file, stop);
    else
        writeAttentionTable(maps, selection, facts, file, stop);
}

}  // namespace nie::cli
