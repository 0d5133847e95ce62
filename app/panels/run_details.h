#pragma once

#include "core/results/runs/config_diff.h"
#include "core/results/runs/run_summary.h"

#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;
class QTableWidget;
class QTreeWidget;

namespace nie {

/// What is known of the chosen run: its notes, which can be edited, scores beside the floors,
/// configuration and environment. Of two runs: the settings in which they differ.
class RunDetails : public QWidget {
    Q_OBJECT
public:
    explicit RunDetails(QWidget* parent = nullptr);

    void showNothing(const QString& text);
    /// What a person is typing just now is left alone.
    void showRun(const RunSummary& run);
    void showDifferences(const RunSummary& first, const RunSummary& second,
                         const std::vector<ConfigDifference>& differences);
    /// Puts the cursor into the field of the name.
    void editName();

Q_SIGNALS:
    /// `text` names the change, for the undo menu.
    void edited(const std::string& id, const QString& text,
                const std::function<void(nie::RunNotes&)>& change);
    /// A field was left by the keyboard.
    void leftField();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeRunPage();
    QWidget* makeDiffPage();
    QLineEdit* makeField(const char* name, const QString& title, const QString& tip);
    void connectFields();
    void commitNote();
    void showFiles(const RunSummary& run);

    std::string m_id;
    RunNotes m_shown;
    std::string m_known;  ///< the summary whose scores and facts are on show
    QStackedWidget* m_stack;
    QLabel* m_hint;
    QLineEdit* m_name;
    QLineEdit* m_tags;
    QLineEdit* m_group;
    QPlainTextEdit* m_note;
    QCheckBox* m_pinned;
    QTableWidget* m_scores;
    QTreeWidget* m_facts;
    QLabel* m_diffTitle;
    QTableWidget* m_diff;
};

}  // namespace nie
