import streamlit as st

from fmnist_app.ui.label.bring import show_another, show_bring
from fmnist_app.ui.label.look import show_photos
from fmnist_app.ui.label.own import in_step, labelled, own_delivery, tell
from fmnist_app.ui.label.progress import show_progress
from fmnist_app.ui.shell.warm import get_ready_to_answer

st.title("Label")
delivery = own_delivery()
tell()
pictures = delivery.pictures() if delivery else []
if not pictures:
    st.write(
        "Bring a delivery: a folder of photos, one piece of clothing in each. The network labels "
        "them, you look at those it doubts, and take the labels along."
    )
    show_bring()
if delivery and pictures:
    show_progress(delivery, pictures)
    rows = labelled(pictures)
    said = in_step(delivery, pictures)
    look, check, table, duplicates, take, more = st.tabs(
        ["Look through", "Check labels", "Table", "Duplicates", "Take along", "Bring more"],
        key="delivery_tabs",
        bind="query-params",
        on_change="rerun",
    )
    # Each part is drawn only when its tab is opened: a table of hundreds is heavy.
    if look.open:
        with look:
            show_photos(delivery, rows, said)
    elif check.open:
        from fmnist_app.ui.label.check import show_check

        with check:
            show_check(delivery, rows, said)
    elif table.open:
        from fmnist_app.ui.label.table import show_table

        with table:
            show_table(delivery, rows)
            in_step(delivery, pictures)
    elif duplicates.open:
        from fmnist_app.ui.label.duplicates import show_duplicates

        with duplicates:
            show_duplicates(delivery, rows, said)
    elif take.open:
        from fmnist_app.ui.label.table import show_take_along

        with take:
            show_take_along(delivery, rows, said)
    else:
        with more:
            show_bring()
            show_another()

get_ready_to_answer()
