#pragma once

#include "app/export_source.h"
#include "app/movie_source.h"
#include "app/page.h"
#include "core/config/json.h"
#include "core/results/figure_spec.h"
#include "widgets/style/application_style.h"

#include <QString>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class QAction;
class QWidget;

namespace nie {

class AttentionPage;
class DataPage;
class EquationsPage;
class FieldsPage;
class FigureSheetDraft;
class FinishNotice;
class PaperPage;
class RecordingsPage;
class RunQueue;
class RunsPage;
class ShownRun;
class SweepsPage;

/// How much a message matters; each has its icon and word.
enum class MessageKind { Note, Warning, Error };

/// What an action may ask of the window it was triggered in.
class WindowPort {
public:
    virtual ~WindowPort() = default;
    virtual QWidget* dialogParent() = 0;
    virtual Page page() const = 0;
    virtual void showPage(Page page) = 0;
    virtual void showMessage(MessageKind kind, const QString& text,
                             const QString& details = {}) = 0;
    virtual void clearMessage() = 0;
    /// The number in the "n steps" box.
    virtual std::int64_t stepCount() const = 0;
    /// Goes on with the run in a folder; `changes` as of resumedConfig().
    virtual bool continueRun(const std::filesystem::path& folder, const Json& changes) = 0;
    /// What the page shows, as it would be exported, with where it comes from; no panels when there
    /// is nothing to draw.
    virtual FigureSpec currentFigure() const = 0;
    /// Whether there is something to draw.
    virtual bool hasFigure() const = 0;
    /// The loss plot as it is on the screen.
    virtual ExportSource lossFigure() const = 0;
    /// What a view of the window shows.
    virtual ExportSource sourceOf(const QWidget& view) const = 0;
    /// A name for its file.
    virtual std::string figureName() const = 0;
    /// Where views are collected for a figure of several.
    virtual FigureSheetDraft& figureSheet() = 0;
    /// The sample on the page, of which a movie can be made; nothing where there is none.
    virtual std::optional<MovieSource> movieSource() const { return std::nullopt; }
    /// The shell line that does what the page does; empty where there is none.
    virtual std::string currentCommand() const = 0;
    virtual EquationsPage& equations() const = 0;
    virtual DataPage& data() const = 0;
    virtual RecordingsPage& recordings() const = 0;
    virtual PaperPage& paper() const = 0;
    virtual RunsPage& runs() const = 0;
    virtual SweepsPage& sweeps() const = 0;
    virtual FieldsPage& fields() const = 0;
    virtual AttentionPage& attention() const = 0;
    /// The run that Fields and Attention are about.
    virtual ShownRun& shownRun() = 0;
    /// Shows a run of the history: curves and scores on the Train page, its fields and attention.
    virtual void openRun(const std::filesystem::path& folder) = 0;
    /// Runs that wait for the session.
    virtual RunQueue& runQueue() = 0;
    /// Who tells of the end of a run.
    virtual FinishNotice& finishNotice() = 0;
    virtual void fitPlots() = 0;
    virtual bool isFollowing() const = 0;
    virtual void setFollowing(bool following) = 0;
    virtual Appearance appearance() const = 0;
    virtual void setAppearance(Appearance appearance) = 0;
    virtual bool isLossShown() const = 0;
    virtual void setLossShown(bool shown) = 0;
    virtual bool isInspectorShown() const = 0;
    virtual void setInspectorShown(bool shown) = 0;
    virtual bool isFullScreenShown() const = 0;
    virtual void setFullScreenShown(bool shown) = 0;
    virtual void resetLayout() = 0;
    virtual std::vector<QAction*> allActions() const = 0;
    virtual void showPalette() = 0;
    /// The guide, at the section about what is on the screen.
    virtual void showHelp() = 0;
    /// Modules, parameters and memory of the draft's model.
    virtual void showModelStructure() = 0;
    /// Where file dialogs begin: the folder in which the last one ended.
    virtual QString lastFolder() const = 0;
    virtual void setLastFolder(const QString& folder) = 0;
    virtual void closeWindow() = 0;
};

}  // namespace nie
