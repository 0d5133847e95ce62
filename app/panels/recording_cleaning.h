#pragma once

#include "core/recordings/recording_import.h"
#include "core/results/figure_spec.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;

namespace nie {

class FigureView;
class OptionsForm;

/// The steps of cleaning as a form made of their descriptions, in the order in which they are done,
/// with undo and the response of the filter.
class RecordingCleaning : public QWidget {
    Q_OBJECT
public:
    explicit RecordingCleaning(QWidget* parent = nullptr);

    CleaningOptions options() const;
    void setOptions(const CleaningOptions& options);
    /// What was done, in words.
    void showCleaned(const CleanedRuns& cleaned);
    void showProblem(const QString& problem);
    /// Unset: no filter can be drawn.
    void setRepetitionTime(std::optional<double> seconds);
    /// Takes a table of confounds; empty: none.
    void setConfounds(const std::filesystem::path& table);
    /// Tables of confounds that lie beside the runs, one each; empty: none. A person says whether
    /// they are used.
    void offerConfounds(const std::vector<std::filesystem::path>& tables);
    /// Those of them that are used.
    std::vector<std::filesystem::path> runConfounds() const;
    void undo();
    void redo();
    FigureSpec filterResponse() const;

Q_SIGNALS:
    void edited();
    void confoundsRequested();

private:
    QWidget* makeButtons();
    void change(const Json& section);
    void announce();
    void updateButtons();
    void drawFilter();

    OptionsForm* m_form;
    QCheckBox* m_useConfounds;
    std::vector<std::filesystem::path> m_offered;
    QPushButton* m_undo;
    QPushButton* m_redo;
    QPushButton* m_reset;
    QLabel* m_steps;
    QLabel* m_message;
    FigureView* m_filter;
    std::vector<Json> m_history;  ///< what the form held, the present among it
    std::size_t m_present = 0;
    std::optional<double> m_repetitionTime;
};

}  // namespace nie
