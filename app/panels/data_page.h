#pragma once

#include "app/panels/data_list.h"
#include "app/panels/work_page.h"
#include "core/results/figure_spec.h"


class QPushButton;
class QStackedWidget;

namespace nie {

class DatasetView;
class GeneratorForm;
class ImportPage;
class MakingRow;

/// The data manager: looks at data sets, generates, imports and deletes them.
class DataPage : public WorkPage {
    Q_OBJECT
public:
    explicit DataPage(DataSession& session, QWidget* parent = nullptr);

    DataItem current() const;
    bool choose(DataItem::Kind kind, const std::string& name);
    /// Shows the import card of a file.
    void beginImport(const std::filesystem::path& file);
    bool canGenerate() const;
    void generate();
    bool isMaking() const { return m_session.isMaking(); }
    void stopMaking();
    bool canDelete() const;
    void deleteCurrent();
    /// The set that is looked at, as a data set section for a training; null where there is none.
    Json trainingSection() const;
    /// Facts of that set; null where there is none.
    const DatasetStudy* study() const;
    std::string command() const override;
    std::string name() const override;
    FigureSpec figure() const override;
    Provenance provenance() const override;

Q_SIGNALS:
    void importRequested();
    void deleteRequested();
    void trainRequested();

private:
    /// What stands beside the list, in the order of the stack.
    enum class View { Hint, Generator, Set, Import };

    View view() const;
    void showView(View view);
    QWidget* makeSide();
    QWidget* makeSetPage();
    QWidget* makeHint();
    QPushButton* button(const char* name, const QString& text, const QString& tip);
    void connectSession();
    void onChosen();
    void onOpened(const std::shared_ptr<const OpenDataset>& dataset, const DatasetSample& first);
    void onLookFailed(const QString& problem);
    void onMaking(bool making);
    void onMade(const std::filesystem::path& file);
    void endImport();

    DataSession& m_session;
    DataList* m_list;
    QStackedWidget* m_stack;
    GeneratorForm* m_generator;
    DatasetView* m_view;
    ImportPage* m_import;
    MakingRow* m_making;
    QPushButton* m_delete;
    QPushButton* m_train;
};

}  // namespace nie
